/** Languages in which officers write, besides those that the pages speak: of the region first. Any other can be sent by the API. */
export const WRITTEN_IN = ['en', 'fr', 'th', 'ar', 'km', 'lo', 'my', 'vi', 'zh', 'id', 'ms', 'si', 'ta', 'bn', 'ur', 'fa', 'ps', 'hi', 'es', 'pt', 'ru', 'tr'] as const

/** What a language is called in the reader's; its tag where that is not known. */
export const languageName = (tag: string, reader: string): string => new Intl.DisplayNames([reader, 'en'], { type: 'language' }).of(tag) ?? tag
