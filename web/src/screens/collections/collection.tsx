export default function Collections() { return null }
