import { css } from '@emotion/css';
import React, { useCallback, useMemo } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import { nodeName, wholeOf, type CallTree } from '../../../pkg/calltree/tree';
import { originsOf } from '../../../pkg/flamegraph/origin';
import { askDetailsOf } from '../../frames/askDetails';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ProfileFrame } from '../frame/profiles';
import { copyAndTell } from '../menu/copyAndTell';
import { stackText } from '../menu/stackText';
import { functionLinks, linkLabels, type LinkSettings } from '../links/functionLinks';
import { useTreeOperation } from '../useTreeOperation';
import type { ScreenProps } from '../view/scene';
import { Amounts } from './Amounts';
import { certaintyText } from './certainty';
import { Neighbours } from './Neighbours';
import { SourceSection } from './SourceSection';
import { useCallSource } from './useCallSource';
import type { Details } from './useDetails';

interface Props extends Pick<ScreenProps, 'scene' | 'act'> {
  details: Details;
  profile: ProfileFrame;
  /** The profile as it came. */
  whole: CallTree;
  links: LinkSettings;
}

/** What is known of one function and the call of it that is selected. */
export function FunctionDetails({ details, profile, scene, whole, links, act }: Props) {
  const styles = useStyles2(getStyles);
  const { tree, node, facts } = details;
  const { format } = scene;
  const name = nodeName(tree, node);
  const ask = useMemo(() => askDetailsOf(profile.frame), [profile.frame]);
  // The same list as long as its names are the same: a question that is under way must not be given up and asked again.
  const wanted = linkLabels(profile, links).join('\n');
  const labels = useMemo(() => wanted.split('\n'), [wanted]);
  const { state, again } = useCallSource(ask, tree, node, whole, labels);
  // Once the lines are there, more is known to make links of.
  const { source, data } = functionLinks(
    profile,
    tree,
    node,
    links,
    state.kind === 'answered' ? state.source : undefined
  );
  const periods = usePeriods(ask, whole);
  if (facts.paths === 0) {
    // The root that holds a profile together: no function, and nothing calls it.
    return <Amounts scene={scene} details={details} />;
  }
  return (
    <div className={styles.sections}>
      <div className={styles.origin}>
        {originText(tree, node, state.kind === 'answered' ? state.source.places.get(name)?.module : undefined)}
      </div>
      <div className={styles.buttons}>
        <Button size="sm" variant="secondary" icon="copy" onClick={() => copyAndTell(name, act)}>
          {t('panel.menu.copy-name', 'Copy name')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="layer-group"
          onClick={() => copyAndTell(stackText(tree, node), act)}
        >
          {t('panel.menu.copy-stack', 'Copy stack')}
        </Button>
        {source && (
          <LinkButton
            size="sm"
            variant="secondary"
            icon="brackets-curly"
            href={source}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('panel.menu.source', 'Open source')}
          </LinkButton>
        )}
        {data.map(({ title, href, newTab }) => (
          <LinkButton
            key={`${title} ${href}`}
            size="sm"
            variant="secondary"
            icon="external-link-alt"
            href={href}
            target={newTab ? '_blank' : undefined}
            rel="noopener noreferrer"
          >
            {title}
          </LinkButton>
        ))}
      </div>
      <section>
        <Amounts scene={scene} details={details} />
        <div className={styles.quiet}>{pathsText(facts.paths, facts.recursive)}</div>
        <Certainty {...{ periods, tree, node, format }} />
      </section>
      <SourceSection {...{ name, state, again, format, act }} compared={tree.totalRight !== undefined} />
      <Neighbours
        title={t('panel.details.callers', 'Called by')}
        none={t('panel.details.no-callers', 'Nothing: a stack begins here.')}
        neighbours={facts.callers}
        {...{ tree, format, act }}
      />
      <Neighbours
        title={t('panel.details.callees', 'Calls')}
        none={t('panel.details.no-callees', 'Nothing that was seen.')}
        neighbours={facts.callees}
        hidden={facts.hidden}
        {...{ tree, format, act }}
      />
    </div>
  );
}

interface Periods {
  left?: number;
  right?: number;
}

/** What a sample stands for, on each side of a comparison. */
function usePeriods(ask: ReturnType<typeof askDetailsOf>, whole: CallTree): Periods | undefined {
  const find = useCallback(
    async (signal: AbortSignal): Promise<Periods> => ({
      left: await ask?.samplePeriod(whole.self, signal),
      right: whole.selfRight && (await ask?.samplePeriod(whole.selfRight, signal)),
    }),
    [ask, whole]
  );
  return useTreeOperation(ask && find);
}

function Certainty({
  periods,
  tree,
  node,
  format,
}: Pick<Details, 'tree' | 'node'> & { periods: Periods | undefined; format: Props['scene']['format'] }) {
  const styles = useStyles2(getStyles);
  const whole = wholeOf(tree);
  const { left, right } = periods ?? {};
  const one = left && certaintyText(tree.total[node], whole.total, left, format);
  const other = right && tree.totalRight && certaintyText(tree.totalRight[node], whole.totalRight, right, format);
  const texts = tree.totalRight
    ? [
        one && t('panel.details.baseline-text', 'Baseline: {{text}}', { text: one }),
        other && t('panel.details.comparison-text', 'Comparison: {{text}}', { text: other }),
      ]
    : [one];
  return (
    <>
      {texts.filter(Boolean).map((text) => (
        <div key={text} className={styles.quiet} data-testid="hotpath-certainty">
          {text}
        </div>
      ))}
    </>
  );
}

function pathsText(paths: number, recursive: boolean): string {
  return [
    t('panel.details.paths', '{{number}} call paths lead to it.', {
      count: paths,
      number: paths.toLocaleString(),
      defaultValue_one: 'One call path leads to it.',
    }),
    recursive && t('panel.details.recursive', 'It calls itself; that is counted once.'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whose code it is, and in which binary or file of the system. */
function originText(tree: CallTree, node: number, module: string | undefined): string {
  const fn = tree.function[node];
  const { package: of, ownership } = originsOf(tree.functions)(fn);
  const whose = {
    own: t('panel.details.own', 'Your code'),
    library: t('panel.details.library', 'Library'),
    runtime: t('panel.details.runtime', 'Language runtime or system'),
  }[ownership];
  const binary = tree.functions.modules?.[fn] || module;
  return [whose, of && nameInSentence(of), binary && binary !== of && nameInSentence(binary)]
    .filter(Boolean)
    .join(' · ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  sections: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  origin: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
