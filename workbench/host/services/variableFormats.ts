/** `${name:format}` of Grafana's variables, for one value or several. Without a format several become `{a,b}`. */
export function formatValue(value: unknown, format: string | undefined, text: unknown): string {
  const values = Array.isArray(value) ? value.map(plain) : [plain(value)];
  const several = Array.isArray(value);
  switch (format) {
    case 'regex':
      return several && values.length > 1 ? `(${values.map(escapeRegex).join('|')})` : escapeRegex(values[0] ?? '');
    case 'pipe':
      return values.join('|');
    case 'csv':
    case 'raw':
      return values.join(',');
    case 'json':
      return JSON.stringify(several ? values : values[0]);
    case 'text':
      return Array.isArray(text) ? text.join(' + ') : plain(text);
    case 'doublequote':
      return values.map((one) => `"${one.replace(/"/g, '\\"')}"`).join(',');
    case 'singlequote':
      return values.map((one) => `'${one.replace(/'/g, "\\'")}'`).join(',');
    case 'sqlstring':
      return values.map((one) => `'${one.replace(/'/g, "''")}'`).join(',');
    case 'percentencode':
      return encodeURIComponent(several && values.length > 1 ? `{${values.join(',')}}` : (values[0] ?? ''));
    default:
      return several && values.length > 1 ? `{${values.join(',')}}` : (values[0] ?? '');
  }
}

function plain(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');
}
