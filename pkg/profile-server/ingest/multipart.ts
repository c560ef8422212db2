/** The fields of a multipart/form-data body by name; of a repeated one the last. */
export function parseMultipart(body: Uint8Array, contentType: string): Map<string, Uint8Array> | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!boundary) {
    return undefined;
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const fields = new Map<string, Uint8Array>();
  let at = bytes.indexOf(delimiter);
  while (at !== -1) {
    const partStart = at + delimiter.length;
    const next = bytes.indexOf(delimiter, partStart);
    if (next === -1) {
      break;
    }
    const headersEnd = bytes.indexOf('\r\n\r\n', partStart);
    if (headersEnd !== -1 && headersEnd < next) {
      const name = /content-disposition:[^\r\n]*?[;\s]name="([^"]*)"/i.exec(
        bytes.toString('latin1', partStart, headersEnd)
      );
      if (name) {
        // A line break comes before each delimiter.
        fields.set(name[1], bytes.subarray(headersEnd + 4, Math.max(headersEnd + 4, next - 2)));
      }
    }
    at = next;
  }
  return fields;
}
