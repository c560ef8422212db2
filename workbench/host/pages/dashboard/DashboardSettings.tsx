import { css } from '@emotion/css';
import type { AnnotationQuery, GrafanaTheme2, TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { EmptyState, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { AnnotationSettings } from './AnnotationSettings';
import { VariableSettings } from './VariableSettings';
import type { DashboardJson, VariableJson } from './dashboardModel';
import type { LoadedVariable } from './dashboardVariables';
import { type KnownAnnotation, isOfDataSource } from './useAnnotations';

interface Props {
  dashboard: DashboardJson;
  /** `variables` or `annotations`, as the address has it; anything else is variables. */
  view: string;
  variables: LoadedVariable[];
  annotations: KnownAnnotation[];
  range: TimeRange;
  timeZone: string;
  onChange: (dashboard: DashboardJson) => void;
}

const VIEWS = [
  { view: 'variables', label: 'Variables' },
  { view: 'annotations', label: 'Annotations' },
];

/** What a dashboard asks beside its panels, each query in the plugin's own editor with what it finds. */
export function DashboardSettings({ dashboard, view, variables, annotations, range, timeZone, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const shownView = view === 'annotations' ? view : 'variables';
  const variableList = dashboard.templating?.list ?? [];
  const annotationList = dashboard.annotations?.list ?? [];
  const changeVariable = (changed: VariableJson) =>
    onChange({
      ...dashboard,
      templating: { list: variableList.map((one) => (one.name === changed.name ? changed : one)) },
    });
  const changeAnnotation = (changed: AnnotationQuery) =>
    onChange({
      ...dashboard,
      annotations: { list: annotationList.map((one) => (one.name === changed.name ? changed : one)) },
    });

  const sections =
    shownView === 'annotations'
      ? annotationList
          .filter(isOfDataSource)
          .map((stored) => (
            <AnnotationSettings
              key={stored.name}
              stored={stored}
              known={annotations.find(({ json }) => json.name === stored.name)}
              range={range}
              timeZone={timeZone}
              onChange={changeAnnotation}
            />
          ))
      : variableList
          .filter(({ type }) => type === 'query')
          .map((stored) => (
            <VariableSettings
              key={stored.name}
              stored={stored}
              loaded={variables.find(({ json }) => json.name === stored.name)}
              range={range}
              onChange={changeVariable}
            />
          ));
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
