import type { DataSource } from 'typeorm'
import type { IngestPayload } from '../ingest/ingest-payload'
import type { BenchCase } from './bench-case'
import { runMqttBench } from './mqtt-bench'
import { OwnBroker, whyNoBroker } from './own-broker'

/** Uplinks from a publisher through a broker of its own to rows; left out, and said so, where no broker is installed. */
export async function benchMqtt(db: DataSource, ingest: IngestPayload): Promise<BenchCase[]> {
  const missing = whyNoBroker()
  if (missing) {
    console.error(`left out: uplinks over MQTT (${missing})`)
    return []
  }
  const broker = await OwnBroker.start()
  try {
    const { figure, limit, ratio, backlogMax, sustained } = await runMqttBench(db, ingest, broker.url)
    const { offered, backlogMax: waiting } = sustained
    return [
      { name: `uplinks over MQTT, all at once; at most ${backlogMax} unacknowledged`, figure, unit: 'uplinks/s', limit, ratio },
      {
        name: `uplinks over MQTT, ${offered} a second for ten seconds; most that waited`,
        figure: waiting,
        unit: 'uplinks',
        limit: offered,
        ratio: waiting / offered,
      },
    ]
  } finally {
    await broker.stop()
  }
}
