import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import {
  type SceneComponentProps,
  type SceneObject,
  SceneObjectBase,
  type SceneObjectState,
  VariableDependencyConfig,
  sceneGraph,
  useSceneObjectState,
} from '@grafana/scenes';
import { Icon, Tab, TabContent, TabsBar, useStyles2 } from '@grafana/ui';
import { RepeatingObject } from './RepeatingObject';

interface SectionState extends SceneObjectState {
  title: string;
  collapsed: boolean;
  hideHeader: boolean;
  body: SceneObject;
}

/** What stands under one title: a row, or what a tab shows. */
export class SectionScene extends SceneObjectBase<SectionState> {
  static Component = Body;

  protected _variableDependency = new VariableDependencyConfig(this, { statePaths: ['title'] });

  title(): string {
    return sceneGraph.interpolate(this, this.state.title, undefined, 'text');
  }
}

/** Kept active while its body is not shown, so that its title follows the variables. */
function useSection(section: SectionScene): SectionState {
  return useSceneObjectState(section, { shouldActivateOrKeepAlive: true });
}

function Body({ model }: SceneComponentProps<SectionScene>) {
  const { body } = model.useState();
  return (
    <div style={{ display: 'flex', width: '100%' }}>
      <body.Component model={body} />
    </div>
  );
}

/** Sections one below the other, each of which its header opens and closes. */
export class Rows extends RepeatingObject<SectionScene> {
  static Component = RowList;
}

function RowList({ model }: SceneComponentProps<Rows>) {
  const { children } = model.useState();
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.rows}>
      {children.map((section) => (
        <Row key={section.state.key} section={section} />
      ))}
    </div>
  );
}

function Row({ section }: { section: SectionScene }) {
  const { collapsed, hideHeader } = useSection(section);
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.row}>
      {!hideHeader && (
        <h2 className={styles.title}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={!collapsed}
            onClick={() => section.setState({ collapsed: !collapsed })}
          >
            <Icon name={collapsed ? 'angle-right' : 'angle-down'} />
            {section.title()}
          </button>
        </h2>
      )}
      {!collapsed && <section.Component model={section} />}
    </section>
  );
}

interface TabsState extends SceneObjectState {
  children: SectionScene[];
  /** The index of the one that is shown. */
  current: number;
}

/** Sections of which one is shown at a time. */
export class Tabs extends RepeatingObject<SectionScene, TabsState> {
  static Component = TabList;
}

function TabList({ model }: SceneComponentProps<Tabs>) {
  const { children, current } = model.useState();
  const styles = useStyles2(getStyles);
  const shown = children[Math.min(current, children.length - 1)];
  return (
    <div className={styles.rows}>
      <TabsBar>
        {children.map((section, index) => (
          <SectionTab
            key={section.state.key}
            section={section}
            active={section === shown}
            onSelect={() => model.setState({ current: index })}
          />
        ))}
      </TabsBar>
      <TabContent>{shown && <shown.Component key={shown.state.key} model={shown} />}</TabContent>
    </div>
  );
}

function SectionTab(props: { section: SectionScene; active: boolean; onSelect: () => void }) {
  const { section, active, onSelect } = props;
  useSection(section);
  return <Tab label={section.title()} active={active} onChangeTab={onSelect} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), width: '100%' }),
  row: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  title: css({ margin: 0, fontSize: theme.typography.h5.fontSize }),
  toggle: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: 0,
    border: 'none',
    background: 'none',
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
