import { DOMParser } from '@xmldom/xmldom'
import { Problem } from '@openvrs/core/problem.ts'

export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'

/** Document types, entities and instructions; of what begins so a comment and a section of text alone are let through. */
const UNWANTED = /<!(?!--|\[CDATA\[)|<\?(?!xml\s)/
const DECLARATION = /<\?xml\s/g

const refuse = (): never => {
  throw new Problem('provider.xml_refused')
}

/** One whole element and nothing that stands for something else: nothing is looked up, nowhere and by nobody. Throws `provider.xml_refused`. */
export function parseXml(text: string): Element {
  const whole = text.trim()
  const declarations = [...whole.matchAll(DECLARATION)]
  if (UNWANTED.test(whole) || declarations.length > 1 || (declarations[0]?.index ?? 0) > 0) refuse()
  try {
    const parsed = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } }).parseFromString(whole, 'text/xml')
    const roots = [...childrenOf(parsed)]
    return roots.length === 1 ? roots[0]! : refuse()
  } catch {
    return refuse()
  }
}

const ELEMENT = 1
const TEXT = 3

/** Elements alone; other text than space beside them is nobody's. */
export const childrenOf = (node: Node): Element[] => Array.from({ length: node.childNodes.length }, (_, place) => node.childNodes[place]!).filter((child): child is Element => child.nodeType === ELEMENT)

export const isNamed = (element: Element, namespace: string, name: string): boolean => element.namespaceURI === namespace && element.localName === name

export const named = (parent: Node, namespace: string, name: string): Element[] => childrenOf(parent).filter((child) => isNamed(child, namespace, name))

/** The element and all within it. */
export const allOf = (element: Element): Element[] => {
  const found: Element[] = []
  const waiting = [element]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next)
    waiting.push(...childrenOf(next).toReversed())
  }
  return found
}

/** What an element says, where it holds text and nothing else: no comment cuts it in two. */
export const textOf = (element: Element): string | undefined => {
  const parts = Array.from({ length: element.childNodes.length }, (_, place) => element.childNodes[place]!)
  return parts.every(({ nodeType }) => nodeType === TEXT) ? parts.map(({ nodeValue }) => nodeValue ?? '').join('').trim() : undefined
}

/** Whether there is nothing but elements and text. */
export const isPlain = (element: Element): boolean =>
  allOf(element).every((one) => Array.from({ length: one.childNodes.length }, (_, place) => one.childNodes[place]!.nodeType).every((type) => type === ELEMENT || type === TEXT))
