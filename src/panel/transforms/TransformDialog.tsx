import { css } from '@emotion/css';
import React, { useCallback, useState } from 'react';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Button, Checkbox, Field, Icon, Input, Modal, RadioButtonList, useStyles2 } from '@grafana/ui';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { wholeOf } from '../../../pkg/calltree/tree';
import { t } from '../../wording/t';
import { useTreeOperation } from '../useTreeOperation';
import type { ProfileScene, ScreenAction } from '../view/scene';
import { compileSearch } from '../view/search';
import { withTransform, type FilterKind, type Pattern, type Transform } from './transform';
import { transformText } from './transformText';
import { useTransformsAhead } from './useTransformsAhead';

interface Props {
  scene: ProfileScene;
  /** The transform to change, by its place. */
  edit?: number;
  act(action: ScreenAction): void;
  onClose(): void;
}

/** Adds a transform, or changes what one looks for. */
export function TransformDialog({ scene, edit, act, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const { transforms } = scene.state;
  useTransformsAhead(scene.tree);
  const edited = edit === undefined ? undefined : transforms[edit];
  const before = edited && 'match' in edited ? edited : undefined;
  const [pattern, setPattern] = useState<Pattern>(
    before ?? { text: scene.state.search.text, match: patternMatch(scene) }
  );
  const [kind, setKind] = useState<FilterKind>(before?.kind ?? 'through');
  const { error, found } = useFound(scene, pattern);

  const finish = (changed: Transform[], transform: Transform) => {
    act({
      type: 'transforms',
      transforms: changed,
      said: t('panel.transforms.on', 'On: {{what}}', { what: transformText(transform) }),
    });
    onClose();
  };
  const add = (transform: Transform) => finish(withTransform(transforms, transform), transform);
  const apply = () => {
    const { text, match } = pattern;
    const transform = { kind, text, match };
    if (before) {
      finish(
        transforms.map((one, at) => (at === edit ? transform : one)),
        transform
      );
    } else {
      add(transform);
    }
  };

  return (
    <Modal
      isOpen
      title={before ? t('panel.transforms.edit-title', 'Edit transform') : t('panel.transforms.title', 'Transform')}
      onDismiss={onClose}
      closeOnBackdropClick
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (pattern.text !== '' && error === undefined) {
            apply();
          }
        }}
      >
        <Field
          label={t('panel.transforms.functions', 'Functions')}
          description={t('panel.transforms.functions-help', 'Part of the name, upper or lower case alike')}
          invalid={error !== undefined}
          error={error}
        >
          <Input
            autoFocus
            value={pattern.text}
            placeholder={t('panel.transforms.functions-example', 'e.g. json')}
            data-testid="hotpath-transform-text"
            onChange={({ currentTarget }) =>
              setPattern({ text: currentTarget.value, match: pattern.match === 'regex' ? 'regex' : 'text' })
            }
          />
        </Field>
        <div className={styles.line}>
          <Checkbox
            label={t('panel.search.regex-label', 'Regular expression')}
            value={pattern.match === 'regex'}
            onChange={({ currentTarget }) =>
              setPattern({ ...pattern, match: currentTarget.checked ? 'regex' : 'text' })
            }
          />
          <span className={styles.help} role="status">
            {found}
          </span>
        </div>
        <div className={styles.kinds}>
          <RadioButtonList<FilterKind>
            name="hotpath-transform-kind"
            options={kinds()}
            value={kind}
            onChange={setKind}
          />
        </div>
        <Button type="submit" disabled={pattern.text === '' || error !== undefined}>
          {before ? t('panel.transforms.apply', 'Apply') : t('panel.transforms.add-filter', 'Add filter')}
        </Button>
      </form>
      {!before &&
        choices().map(({ title, entries }) => (
          <section key={title} className={styles.section}>
            <h3 className={styles.title}>{title}</h3>
            <ul className={styles.choices}>
              {entries.map(({ icon, name, use, transform }) => (
                <li key={name} className={styles.choice}>
                  <Icon name={icon} size="lg" />
                  <div className={styles.text}>
                    <div>{name}</div>
                    <div className={styles.help}>{use}</div>
                  </div>
                  <Button
                    variant="secondary"
                    size="sm"
                    aria-label={t('panel.transforms.add-this', 'Add: {{name}}', { name })}
                    onClick={() => add(transform)}
                  >
                    {t('panel.transforms.add-short', 'Add')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </Modal>
  );
}

function patternMatch({ state }: ProfileScene): Pattern['match'] {
  return state.search.regex ? 'regex' : 'text';
}

/** How much of what is shown the pattern matches, or why it is none. */
function useFound({ tree, format }: ProfileScene, { text, match }: Pattern): { error?: string; found?: string } {
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const { test, error } =
        match === 'name'
          ? { test: (name: string) => name === text, error: undefined }
          : await compileSearch({ text, regex: match === 'regex' });
      const open = openTree(tree);
      const functions = test && (await open.functionsWhere(test, signal));
      return { text, match, error, matched: functions && (await open.matched(functions, 0, signal)) };
    },
    [tree, text, match]
  );
  const answer = useTreeOperation(text === '' ? undefined : ask, 'at once');
  if (!answer || answer.text !== text || answer.match !== match) {
    return {};
  }
  const { error, matched } = answer;
  const { total, totalRight } = wholeOf(tree);
  return {
    error,
    found:
      matched &&
      t('panel.transforms.found', '{{count}} calls match: {{share}} of the profile', {
        count: matched.nodes.length,
        share: format.share(matched.total + (matched.totalRight ?? 0), total + totalRight),
        defaultValue_one: 'One call matches: {{share}} of the profile',
      }),
  };
}

function kinds(): Array<{ value: FilterKind; label: string; description: string }> {
  return [
    {
      value: 'through',
      label: t('panel.transforms.kind-through', 'Show only stacks with them'),
      description: t('panel.transforms.kind-through-help', 'With all that calls them and all they call'),
    },
    {
      value: 'hide',
      label: t('panel.transforms.kind-hide', 'Hide stacks with them'),
      description: t('panel.transforms.kind-hide-help', 'With all that they call'),
    },
    {
      value: 'drop',
      label: t('panel.transforms.kind-drop', 'Drop their frames'),
      description: t('panel.transforms.kind-drop-help', 'Their self time counts for what calls them'),
    },
    {
      value: 'keep',
      label: t('panel.transforms.kind-keep', 'Keep only their frames'),
      description: t('panel.transforms.kind-keep-help', 'What others take counts for the nearest of them'),
    },
    {
      value: 'from',
      label: t('panel.transforms.kind-from', 'Start at them'),
      description: t('panel.transforms.kind-from-help', 'Without what calls them, all their calls together'),
    },
  ];
}

interface Choice {
  icon: IconName;
  name: string;
  use: string;
  transform: Transform;
}

function choices(): Array<{ title: string; entries: Choice[] }> {
  return [
    {
      title: t('panel.transforms.presets', 'Presets'),
      entries: [
        {
          icon: 'eye-slash',
          name: t('panel.transforms.preset-runtime', 'Hide runtime and idle frames'),
          use: t(
            'panel.transforms.preset-runtime-help',
            'Go, JVM, Python, Node.js, Ruby, .NET: waiting threads are hidden, the runtime’s time counts for what calls it.'
          ),
          transform: { kind: 'runtime' },
        },
        {
          icon: 'brackets-curly',
          name: t('panel.transforms.preset-application', 'Application code only'),
          use: t(
            'panel.transforms.preset-application-help',
            'The time of libraries and the runtime counts for the function of yours that calls them.'
          ),
          transform: { kind: 'application' },
        },
      ],
    },
    {
      title: t('panel.transforms.whole', 'Whole profile'),
      entries: [
        {
          icon: 'sync',
          name: t('panel.transforms.all-recursion', 'Collapse recursion'),
          use: t('panel.transforms.all-recursion-help', 'Each function at most once in a stack.'),
          transform: { kind: 'recursion' },
        },
        {
          icon: 'sort-amount-down',
          name: t('panel.transforms.do-invert', 'Invert'),
          use: t('panel.transforms.do-invert-help', 'Functions by self time, their callers below them.'),
          transform: { kind: 'invert' },
        },
        {
          icon: 'cube',
          name: t('panel.transforms.group-package', 'Group by package'),
          use: t('panel.transforms.group-package-help', 'One frame for what a package calls in itself.'),
          transform: { kind: 'group', by: 'package' },
        },
        {
          icon: 'apps',
          name: t('panel.transforms.group-module', 'Group by module'),
          use: t(
            'panel.transforms.group-module-help',
            'A Go module, an npm package, the first parts of a Java package.'
          ),
          transform: { kind: 'group', by: 'module' },
        },
        {
          icon: 'file-alt',
          name: t('panel.transforms.group-file', 'Group by file'),
          use: t('panel.transforms.group-file-help', 'By package where the profile names no files.'),
          transform: { kind: 'group', by: 'file' },
        },
      ],
    },
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  }),
  help: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  kinds: css({ marginBottom: theme.spacing(2) }),
  title: css({ ...theme.typography.h6 }),
  section: css({ marginTop: theme.spacing(3) }),
  choices: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  choice: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(2) }),
  text: css({ flex: '1 1 auto', minWidth: 0 }),
});
