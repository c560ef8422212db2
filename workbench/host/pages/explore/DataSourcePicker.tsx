import { css } from '@emotion/css';
import { Combobox } from '@grafana/ui';
import { useSettings } from '../../services/useSettings';

interface Props {
  /** A uid. */
  value: string;
  onChange: (uid: string) => void;
}

export function DataSourcePicker({ value, onChange }: Props) {
  const { datasources } = useSettings();
  const options = Object.values(datasources)
    .filter(({ meta }) => meta.metrics || meta.logs || meta.tracing || meta.annotations || meta.alerting)
    .map(({ uid, name, meta }) => ({ value: uid, label: name, description: meta.name }));
  return (
    <>
      {/* A Combobox of Grafana 12.4 drops its aria-label. */}
      <label htmlFor="data-source" className={unseen}>
        Data source
      </label>
      <Combobox
        id="data-source"
        data-testid="data-testid Data source picker"
        prefixIcon="database"
        width={36}
        options={options}
        value={value}
        onChange={({ value: uid }) => onChange(uid)}
      />
    </>
  );
}

const unseen = css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' });
