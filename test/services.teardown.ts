export default async function teardown(): Promise<void> {
  const { kentonganStop = [] } = globalThis as { kentonganStop?: (() => Promise<void>)[] }
  for (const stop of kentonganStop) await stop()
}
