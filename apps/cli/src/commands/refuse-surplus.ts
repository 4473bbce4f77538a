/** What is used here of commander's Command, which belongs to nest-commander. */
export interface Program {
  readonly commands: readonly Program[]
  readonly args: readonly string[]
  name(name: string): unknown
  hook(event: 'preAction', check: (program: Program, called: Program) => void): unknown
  error(message: string): never
  readonly registeredArguments: readonly { readonly variadic: boolean }[]
}

/** Makes every command refuse the first word it has no use for, by name: what is ignored in silence was meant by somebody. */
export function refuseSurplus(program: Program): void {
  program.hook('preAction', (_, called) => {
    if (called.commands.length > 0) return // a group names the command it does not know
    if (called.registeredArguments.at(-1)?.variadic) return
    const surplus = called.args[called.registeredArguments.length]
    if (surplus !== undefined) called.error(`error: no use for '${surplus}'`)
  })
}
