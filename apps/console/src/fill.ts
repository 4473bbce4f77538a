export type Params = Record<string, string | number>

/** Puts the parameters where the message has `{name}`; a name nobody gave stays as it is written. */
export const fill = (message: string, params: Params): string =>
  message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
