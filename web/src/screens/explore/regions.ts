/**
 * The regions of the United Nations (M49), with the areas in each by their ISO 3166-1 alpha-3 code. They are a way to choose areas
 * together, no codes: no figure is reported for one. XKX and TWN are no areas of M49; they stand where their neighbours do.
 */
export const REGIONS: { readonly [region: string]: { readonly [subregion: string]: string } } = {
  '002': {
    '015': 'DZA EGY LBY MAR SDN TUN ESH',
    '014': 'IOT BDI COM DJI ERI ETH ATF KEN MDG MWI MUS MYT MOZ REU RWA SYC SOM SSD UGA TZA ZMB ZWE',
    '017': 'AGO CMR CAF TCD COG COD GNQ GAB STP',
    '018': 'BWA SWZ LSO NAM ZAF',
    '011': 'BEN BFA CPV CIV GMB GHA GIN GNB LBR MLI MRT NER NGA SHN SEN SLE TGO',
  },
  '019': {
    '021': 'BMU CAN GRL SPM USA',
    '013': 'BLZ CRI SLV GTM HND MEX NIC PAN',
    '029': 'AIA ATG ABW BHS BRB BES VGB CYM CUB CUW DMA DOM GRD GLP HTI JAM MTQ MSR PRI BLM KNA LCA MAF VCT SXM TTO TCA VIR',
    '005': 'ARG BOL BVT BRA CHL COL ECU FLK GUF GUY PRY PER SGS SUR URY VEN',
  },
  '142': {
    '143': 'KAZ KGZ TJK TKM UZB',
    '030': 'CHN HKG MAC PRK JPN MNG KOR TWN',
    '035': 'BRN KHM IDN LAO MYS MMR PHL SGP THA TLS VNM',
    '034': 'AFG BGD BTN IND IRN MDV NPL PAK LKA',
    '145': 'ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN QAT SAU PSE SYR TUR ARE YEM',
  },
  '150': {
    '151': 'BLR BGR CZE HUN POL MDA ROU RUS SVK UKR',
    '154': 'ALA DNK EST FRO FIN GGY ISL IRL IMN JEY LVA LTU NOR SJM SWE GBR',
    '039': 'ALB AND BIH HRV GIB GRC VAT ITA MLT MNE MKD PRT SMR SRB SVN ESP XKX',
    '155': 'AUT BEL FRA DEU LIE LUX MCO NLD CHE',
  },
  '009': {
    '053': 'AUS CXR CCK HMD NZL NFK',
    '054': 'FJI NCL PNG SLB VUT',
    '057': 'GUM KIR MHL FSM NRU MNP PLW UMI',
    '061': 'ASM COK PYF NIU PCN WSM TKL TON TUV WLF',
  },
}
