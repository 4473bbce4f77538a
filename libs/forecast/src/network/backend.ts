import path from 'node:path'
import type * as tf from '@tensorflow/tfjs'

export type TensorFlow = typeof tf

/** TensorFlow as it runs here, and under which name it is told of in logs and on cards. */
export interface Backend {
  readonly tf: TensorFlow
  /** `tfjs-node 4.22.0` or `wasm 4.22.0`. */
  readonly name: string
}

let loading: Promise<Backend> | undefined

/** Native TensorFlow where its optional package is installed and loads, else WebAssembly; chosen once a process. */
export function loadBackend(): Promise<Backend> {
  loading ??= chooseBackend()
  return loading
}

async function chooseBackend(): Promise<Backend> {
  const native = nativeTensorFlow()
  if (native) {
    await native.ready()
    return { tf: native, name: `tfjs-node ${native.version.tfjs}` }
  }
  return loadWasm()
}

/** The WebAssembly backend, whether or not a native one is there. */
export async function loadWasm(): Promise<Backend> {
  // Loaded when it is needed: whoever only asks the command line for help does not wait for it.
  const tensors: TensorFlow = await import('@tensorflow/tfjs')
  tensors.env().set('PROD', true)
  const wasm = await import('@tensorflow/tfjs-backend-wasm')
  const folder = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))
  wasm.setWasmPaths(`${path.join(folder, 'dist')}${path.sep}`)
  if (!(await tensors.setBackend('wasm'))) throw new Error('the WebAssembly backend of TensorFlow.js does not start')
  await tensors.ready()
  return { tf: tensors, name: `wasm ${wasm.version_wasm}` }
}

/** The optional native package; absent or unable to load on this machine is an expected state and not an error. */
function nativeTensorFlow(): TensorFlow | undefined {
  const optional = '@tensorflow/tfjs-node'
  try {
    return require(optional) as TensorFlow
  } catch {
    return undefined
  }
}
