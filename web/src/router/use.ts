import { createContext, use } from 'react'
import { placeAt, type Place, type Search } from './place.ts'

export const PlaceContext = createContext<Place>(placeAt('/'))

/** What the address of this page names: `/reports/$report` has a `report`. */
export const useParams = (): Search => use(PlaceContext).values
/** What the address says after its question mark, as it was written: nobody checked it. */
export const useSearch = (): Search => use(PlaceContext).search
