import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { QueryVariable, type SceneVariable } from '@grafana/scenes';
import { EmptyState, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import type { AnnotationLayer } from '../scene/annotationLayers';
import { AnnotationSettings } from './AnnotationSettings';
import { VariableSettings } from './VariableSettings';

interface Props {
  variables: SceneVariable[];
  annotations: AnnotationLayer[];
  /** `variables` or `annotations`, as the address has it; anything else is variables. */
  view: string;
}

const VIEWS = [
  { view: 'variables', label: 'Variables' },
  { view: 'annotations', label: 'Annotations' },
];

/** What a dashboard asks beside its panels, each query in the plugin's own editor with what it finds. */
export function DashboardSettings({ variables, annotations, view }: Props) {
  const styles = useStyles2(getStyles);
  const shownView = view === 'annotations' ? view : 'variables';
  const queryVariables = variables.filter((one) => one instanceof QueryVariable);
  const sections =
    shownView === 'annotations'
      ? annotations.map((layer) => <AnnotationSettings key={layer.state.key} layer={layer} />)
      : queryVariables.map((variable) => <VariableSettings key={variable.state.key} variable={variable} />);
  return (
    <>
      <TabsBar>
        {VIEWS.map((one) => (
          <Tab
            key={one.view}
            label={one.label}
            active={one.view === shownView}
            onChangeTab={() => locationService.partial({ editview: one.view })}
          />
        ))}
      </TabsBar>
      <div className={styles.sections}>
        {sections.length > 0 ? (
          sections
        ) : (
          <EmptyState
            variant="not-found"
            message={
              shownView === 'annotations'
                ? 'This dashboard has no annotations of a data source'
                : 'This dashboard has no query variables'
            }
          />
        )}
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sections: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), marginTop: theme.spacing(2) }),
});
