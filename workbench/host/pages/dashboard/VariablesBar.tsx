import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, InlineLabel, Input, MultiCombobox, Tooltip, Icon, useStyles2 } from '@grafana/ui';
import type { VariableValue } from '../../services/templateSrv';
import type { LoadedVariable } from './useVariables';
import { ALL } from './variables';

const HIDE_LABEL = 1;
const HIDE_VARIABLE = 2;

interface Props {
  variables: LoadedVariable[];
  onChange: (name: string, value: VariableValue) => void;
}

export function VariablesBar({ variables, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const shown = variables.filter(({ json }) => json.hide !== HIDE_VARIABLE && json.type !== 'constant');
  if (!shown.length) {
    return null;
  }
  return (
    <div className={styles.bar}>
      {shown.map(({ json, options, value, error }) => {
        const id = `var-${json.name}`;
        const all = json.includeAll ? [{ label: 'All', value: ALL }] : [];
        const choices = [...all, ...options.map((option) => ({ label: option.text, value: option.value }))];
        return (
          <div key={json.name} className={styles.variable}>
            {json.hide !== HIDE_LABEL && (
              <InlineLabel width="auto" htmlFor={id}>
                {json.label || json.name}
                {error && (
                  <Tooltip content={error}>
                    <Icon name="exclamation-triangle" />
                  </Tooltip>
                )}
              </InlineLabel>
            )}
            {json.type === 'textbox' ? (
              <Input
                id={id}
                defaultValue={String(value)}
                width={20}
                onBlur={(event) => onChange(json.name, event.currentTarget.value)}
              />
            ) : json.multi ? (
              <MultiCombobox
                id={id}
                width="auto"
                minWidth={16}
                maxWidth={50}
                options={choices}
                value={[value].flat()}
                onChange={(chosen) => onChange(json.name, onlyAllOrNone(chosen.map((option) => option.value)))}
              />
            ) : (
              <Combobox
                id={id}
                width="auto"
                minWidth={16}
                maxWidth={50}
                options={choices}
                value={[value].flat()[0] ?? null}
                onChange={(option) => onChange(json.name, option.value)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
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
  variable: css({ display: 'flex' }),
});
