/** Devices that send in turn, each for a station of its own, every ten minutes. */
export const DEVICES = 4_000
const STEP_MS = 10 * 60_000
const START = Date.UTC(2021, 0, 1)

export const devEui = (device: number): string => (0x24e1_2400_0000 + device).toString(16).padStart(16, '0')

export const topicOf = (index: number): string => `application/bench/device/${devEui(index % DEVICES)}/event/up`

export const observedAt = (index: number): number => START + Math.floor(index / DEVICES) * STEP_MS

/** An uplink of an ultrasonic sensor as ChirpStack tells it: battery, temperature, distance of a calm river, position. */
export function uplink(index: number): string {
  const bytes = Buffer.from('01755c0367010104820000050000', 'hex')
  bytes.writeUInt16LE(Math.round(2_000 + 300 * Math.sin(index / DEVICES / 40)), 9)
  return JSON.stringify({
    deduplicationId: '57433366-50a6-4dc2-8145-2df1bbc70d9e',
    time: new Date(observedAt(index)).toISOString().replace('Z', '+00:00'),
    deviceInfo: {
      tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
      tenantName: 'Bench',
      applicationId: 'ca739e26-7b67-4f14-b69e-d568c22a5a75',
      applicationName: 'bench',
      deviceProfileId: '605d08d4-65f5-4d2c-8a5a-3d2457662f79',
      deviceProfileName: 'Milesight EM400-UDL',
      deviceName: `bench-${index % DEVICES}`,
      devEui: devEui(index % DEVICES),
      tags: {},
    },
    devAddr: '20000001',
    adr: true,
    dr: 5,
    fCnt: Math.floor(index / DEVICES),
    fPort: 85,
    confirmed: false,
    data: bytes.toString('base64'),
    rxInfo: [
      {
        gatewayId: '6a7e111a10000000',
        uplinkId: index,
        rssi: -85,
        snr: 7.5,
        channel: 2,
        rfChain: 1,
        location: {},
        context: 'EFwMtA==',
        metadata: { region_common_name: 'AS923', region_config_id: 'as923' },
        crcStatus: 'CRC_OK',
      },
    ],
    txInfo: { frequency: 923_200_000, modulation: { lora: { bandwidth: 125_000, spreadingFactor: 7, codeRate: 'CR_4_5' } } },
  })
}
