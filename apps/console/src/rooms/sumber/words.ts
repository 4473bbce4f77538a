import { language, messages } from '../../text'
import { duration } from '../../time'
import { serverWords } from './server-words'
import en from './strings.en.json'
import id from './strings.id.json'

export const t = messages(id, en)

const spoken: Readonly<Record<string, string>> = language === 'en' ? en : id

/** What the api says of a source, in the officer's language. */
export const said = (text: string, source: string): string =>
  serverWords(text, source, { message: (key) => (Object.hasOwn(spoken, key) ? spoken[key] : undefined), duration })
