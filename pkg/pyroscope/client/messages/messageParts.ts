import type { LabelSet } from '../../api';
import { MessageReader } from '../../messageReader';

/** Two texts: a label, or an annotation with its key. */
export function pair(bytes: Uint8Array, reader: MessageReader): LabelSet[0] {
  const read = { name: '', value: '' };
  while (reader.next()) {
    if (reader.field === 1) {
      read.name = text(bytes, reader);
    } else if (reader.field === 2) {
      read.value = text(bytes, reader);
    } else {
      reader.skip();
    }
  }
  return read;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function text(bytes: Uint8Array, reader: MessageReader): string {
  reader.range();
  return utf8.decode(bytes.subarray(reader.start, reader.end));
}

/** Of the message that the reader took as a field last. */
export function inside(bytes: Uint8Array, { start, end }: MessageReader): MessageReader {
  return new MessageReader(bytes, start, end, false);
}
