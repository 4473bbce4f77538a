/** Every topic of a network server, as its installation names it unless told otherwise. */
export const TOPICS = {
  chirpstack: 'application/+/device/+/event/+',
  ttn: 'v3/+/devices/+/up',
} as const

const SHAPES = [
  { source: 'chirpstack', shape: /^application\/[^/]+\/device\/[^/]+\/event\/[^/]+$/ },
  { source: 'ttn', shape: /^v3\/[^/]+\/devices\/[^/]+\/up$/ },
] as const

/** The source whose messages come under a topic, or under a subscription to topics; undefined when it is nobody's. */
export const sourceOfTopic = (topic: string): keyof typeof TOPICS | undefined => SHAPES.find(({ shape }) => shape.test(topic))?.source
