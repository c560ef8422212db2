import { MessageWriter } from '../../messageWriter';

/** Empty text is what absent fields are read as, so it is not written. */
export function writeText(writer: MessageWriter, field: number, value: string): void {
  if (value !== '') {
    writer.text(field, value);
  }
}

export function writeTexts(writer: MessageWriter, field: number, values: readonly string[] = []): void {
  for (const value of values) {
    writer.text(field, value);
  }
}

/** So is 0. */
export function writeWhole(writer: MessageWriter, field: number, value: number): void {
  if (Math.trunc(value) !== 0) {
    writer.whole(field, value);
  }
}

/** Absent stays absent, so that the server takes its default. */
export function writeOptionalWhole(writer: MessageWriter, field: number, value: number | undefined): void {
  if (value !== undefined) {
    writer.whole(field, value);
  }
}

/** `StackTraceSelector` with the functions of a call site, from the root; none is not written. */
export function writeCallSite(writer: MessageWriter, field: number, names: readonly string[] = []): void {
  if (names.length === 0) {
    return;
  }
  const callSite = new MessageWriter();
  for (const name of names) {
    const location = new MessageWriter();
    writeText(location, 1, name);
    callSite.message(1, location);
  }
  writer.message(field, callSite);
}
