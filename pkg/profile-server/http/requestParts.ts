import type { DescMessage } from '@bufbuild/protobuf';
import { PyroscopeError } from '../../pyroscope/errors';
import { BYTES, MessageReader } from '../../pyroscope/messageReader';

/**
 * Fields of a request, those of inner messages too: far above what clients send, and few enough to be made into objects.
 * A body of the allowed size could hold a hundred million.
 */
const MAX_PARTS = 500_000;

/** What begins or divides a value in JSON: `"`, `,`, `[`, `{`. In texts they count as well. */
const JSON_PARTS = new Set([0x22, 0x2c, 0x5b, 0x7b]);

/** @throws Error for more than can be meant, and for bytes that are no message. */
export function checkMessageParts(schema: DescMessage, bytes: Uint8Array): void {
  let parts = 0;
  const walk = (message: DescMessage, reader: MessageReader) => {
    while (reader.next()) {
      checkParts(++parts);
      const field = message.fields.find(({ number }) => number === reader.field);
      reader.skip();
      if (field?.message && reader.wireType === BYTES) {
        walk(field.message, new MessageReader(bytes, reader.start, reader.end, false));
      }
    }
  };
  try {
    walk(schema, new MessageReader(bytes, 0, bytes.length, false));
  } catch (error) {
    throw error instanceof PyroscopeError ? new Error(`the bytes are no ${schema.name}, or not all of one`) : error;
  }
}

/** @throws Error for more than can be meant. */
export function checkJsonParts(bytes: Uint8Array): void {
  let parts = 0;
  for (const byte of bytes) {
    if (JSON_PARTS.has(byte)) {
      checkParts(++parts);
    }
  }
}

function checkParts(parts: number): void {
  if (parts > MAX_PARTS) {
    throw new Error(`the request has more than ${MAX_PARTS} fields`);
  }
}
