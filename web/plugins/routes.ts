import type { Plugin } from 'vite'

const NAME = 'virtual:routes'

/** Method and path of every route of the contract, without its schemas: all that calling it takes. */
export const routes = (): Plugin => ({
  name: 'openvrs-routes',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  async load(id) {
    if (id !== `\0${NAME}`) return undefined
    const { contract } = await import('@openvrs/contract')
    const table = Object.entries(contract).flatMap(([capability, own]) => Object.entries(own).map(([name, route]) => [`${capability}.${name}`, [route.method, route.path]]))
    return `export default ${JSON.stringify(Object.fromEntries(table))}`
  },
})
