import {
  type DataFrame,
  type Field,
  FieldType,
  type LinkModel,
  type ScopedVars,
  type SplitOpen,
  type TimeRange,
  mapInternalLinkToExplore,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';

/**
 * The links that stand on the values of one row, ready to follow. With `open` a link into Explore is handed to it,
 * with the range of the pane; otherwise it is an address, with the range of the link or none.
 */
export function linksOfRow(frame: DataFrame, row: number, range: TimeRange, open?: SplitOpen): LinkModel[] {
  return frame.fields.flatMap((field) => {
    const value: unknown = field.values[row];
    if (!field.config.links?.length || value === '' || value === null || value === undefined) {
      return [];
    }
    const scopedVars = valueVariables(frame, field, row);
    const replace = (text: string, more?: ScopedVars, format?: string | Function) =>
      getTemplateSrv().replace(text, { ...scopedVars, ...more }, format);
    return field.config.links.map((link): LinkModel =>
      link.internal
        ? mapInternalLinkToExplore({
            link,
            internalLink: link.internal,
            scopedVars,
            range: open ? range : (link.internal.range as TimeRange),
            field,
            onClickFn: open,
            replaceVariables: replace,
          })
        : {
            href: replace(link.url, undefined, 'percentencode'),
            title: replace(link.title),
            target: link.targetBlank ? '_blank' : undefined,
            origin: field,
          }
    );
  });
}

function valueVariables(frame: DataFrame, field: Field, row: number): ScopedVars {
  const raw = field.values[row];
  const time = frame.fields.find(({ type }) => type === FieldType.time)?.values[row];
  const fields = Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[row]]));
  return {
    __value: { value: { raw, text: String(raw), numeric: Number(raw), time } },
    __field: { value: { name: field.name, labels: field.labels ?? {} } },
    __data: { value: { fields } },
  };
}
