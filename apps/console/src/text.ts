import { fill, type Params } from './fill'

type Language = 'id' | 'en'
const STORED = 'kentongan.language'
export const language: Language = localStorage.getItem(STORED) === 'en' ? 'en' : 'id'

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(STORED, chosen)
  window.location.reload()
}

/** The messages of one room in the language of this browser. */
export function messages<M extends Record<string, string>>(id: M, en: Record<keyof M, string>) {
  const chosen: Record<keyof M, string> = language === 'en' ? en : id
  return (key: keyof M & string, params: Params = {}): string => fill(chosen[key], params)
}

/** For keys the server sends: what is not in the messages is shown as it came. */
export function lookup(id: Record<string, string>, en: Record<string, string>) {
  const chosen = language === 'en' ? en : id
  return (key: string, otherwise: string = key): string => chosen[key] ?? otherwise
}
