/// <reference types="vite/client" />

declare module 'virtual:routes' {
  const table: { readonly [route: string]: readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string] }
  export default table
}

declare module 'virtual:texts' {
  const address: string
  export default address
}

declare module 'virtual:guides' {
  /** Addresses of files. */
  export const verifyReceipt: string
}
