/**
 * Whether an Accept header asks for label names of any character, by the parameter `allow-utf8-labelnames=true`.
 * @returns undefined for a header that is malformed.
 */
export function acceptsUtf8LabelNames(header: string | undefined): boolean | undefined {
  if (!header) {
    return false;
  }
  let accepts = false;
  for (const range of header.split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim());
    if (!/^[^\s/]+(\/[^\s/]+)?$/.test(type)) {
      return undefined;
    }
    for (const parameter of parameters) {
      const match = /^([^\s=]+)=(\S.*)$/.exec(parameter);
      if (!match) {
        return undefined;
      }
      accepts ||= match[1].toLowerCase() === 'allow-utf8-labelnames' && match[2] === 'true';
    }
  }
  return accepts;
}
