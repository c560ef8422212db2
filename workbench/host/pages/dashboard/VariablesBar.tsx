import { css } from '@emotion/css';
import type { AdHocVariableFilter, GrafanaTheme2, TimeRange } from '@grafana/data';
import { Combobox, Icon, InlineLabel, InlineSwitch, Input, MultiCombobox, Tooltip, useStyles2 } from '@grafana/ui';
import type { VariableValue } from '../../services/templateSrv';
import { AdHocFilters } from './AdHocFilters';
import { ALL } from './dashboardModel';
import type { LoadedVariable } from './dashboardVariables';
import type { KnownAnnotation } from './useAnnotations';

const HIDE_LABEL = 1;
const HIDE_VARIABLE = 2;

interface Props {
  variables: LoadedVariable[];
  annotations: KnownAnnotation[];
  range: TimeRange;
  onChoose: (name: string, value: VariableValue) => void;
  onFilter: (name: string, filters: AdHocVariableFilter[]) => void;
  onToggleAnnotation: (name: string) => void;
}

/** A dashboard's variables, each with its label, and its annotations, each with a switch. */
export function VariablesBar({ variables, annotations, range, onChoose, onFilter, onToggleAnnotation }: Props) {
  const styles = useStyles2(getStyles);
  const shown = variables.filter(({ json }) => json.hide !== HIDE_VARIABLE && json.type !== 'constant');
  const switches = annotations.filter(({ json }) => !json.hide);
  if (!shown.length && !switches.length) {
    return null;
  }
  return (
    <div className={styles.bar}>
      {shown.map((variable) => {
        const { json, error } = variable;
        return (
          <div key={json.name} className={styles.variable}>
            {json.hide !== HIDE_LABEL && <Label id={idOf(variable)} text={json.label || json.name} error={error} />}
            {json.type === 'adhoc' ? (
              <AdHocFilters
                variable={json}
                filters={variable.filters ?? []}
                range={range}
                onChange={(filters) => onFilter(json.name, filters)}
              />
            ) : (
              <Choice variable={variable} onChange={(value) => onChoose(json.name, value)} />
            )}
          </div>
        );
      })}
      {switches.map(({ json: { name }, enabled, answer }) => (
        <div key={name} className={styles.variable}>
          <Label id={`annotation-${name}`} text={name} error={answer?.error} />
          <InlineSwitch id={`annotation-${name}`} value={enabled} onChange={() => onToggleAnnotation(name)} />
        </div>
      ))}
    </div>
  );
}

function Label({ id, text, error }: { id: string; text: string; error?: string }) {
  return (
    <InlineLabel width="auto" htmlFor={id}>
      {text}
      {error && (
        <Tooltip content={error}>
          <Icon name="exclamation-triangle" aria-label={error} style={{ marginLeft: 4 }} />
        </Tooltip>
      )}
    </InlineLabel>
  );
}

function Choice({ variable, onChange }: { variable: LoadedVariable; onChange: (value: VariableValue) => void }) {
  const { json, options, value } = variable;
  if (json.type === 'textbox') {
    const take = (input: HTMLInputElement) => onChange(input.value);
    return (
      <Input
        key={String(value)}
        id={idOf(variable)}
        defaultValue={String(value)}
        width={20}
        onBlur={(event) => take(event.currentTarget)}
        onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget)}
      />
    );
  }
  const all = json.includeAll ? [{ label: 'All', value: ALL }] : [];
  const common = {
    id: idOf(variable),
    'data-testid': `variable-${json.name}`,
    width: 'auto' as const,
    minWidth: 16,
    maxWidth: 50,
    createCustomValue: json.type === 'query' && json.allowCustomValue !== false,
    options: [...all, ...options.map((option) => ({ label: option.text, value: option.value }))],
  };
  return json.multi ? (
    <MultiCombobox
      {...common}
      value={[value].flat()}
      onChange={(chosen) => onChange(onlyAllOrNone(chosen.map((option) => option.value)))}
    />
  ) : (
    <Combobox {...common} value={[value].flat()[0] || null} onChange={(option) => onChange(option.value)} />
  );
}

function idOf({ json }: LoadedVariable): string {
  return `var-${json.name}`;
}

/** Choosing All drops the others, choosing another drops All. */
function onlyAllOrNone(values: string[]): string[] {
  if (values.at(-1) === ALL) {
    return [ALL];
  }
  return values.length > 1 ? values.filter((value) => value !== ALL) : values;
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  variable: css({ display: 'flex', alignItems: 'flex-start' }),
});
