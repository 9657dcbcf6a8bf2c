import { renderSVG } from 'uqr'

/** A QR code, drawn here, so that nobody's server learns what it says. Dark on light in both themes, as cameras expect it, with the quiet edge of four that the standard asks for. */
export default function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  return <img src={`data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: 'M', border: 4 }))}`} alt={label} />
}
