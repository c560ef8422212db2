import { css } from '@emotion/css';
import React, { useState } from 'react';
import type { GrafanaTheme2, IconName, TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Alert, Button, Icon, Modal, useStyles2, useTheme2 } from '@grafana/ui';
import type { Hidden } from '../../../pkg/calltree/operations/operations';
import { NONE, type CallTree } from '../../../pkg/calltree/tree';
import { profileMeta } from '../../frames/profileMeta';
import { copyText } from '../menu/copyText';
import { useGraphScene } from '../graph/useGraphScene';
import { t } from '../../wording/t';
import { describeProfile } from '../bars/title';
import { frameName, type ProfileFrame } from '../frame/profiles';
import { shapeLines } from '../transforms/transformText';
import type { ProfileScene, ScreenAction } from '../view/scene';
import { exportFile, fileName, type ExportedFile, type FileFormat } from './exportFile';
import { pngImage, svgImage, type ImageSource } from './exportImage';
import { aboutLines, type ExportSource } from './exportSource';
import { pathsText } from './pathsText';
import { saveFile } from './saveFile';

interface Props {
  profile: ProfileFrame;
  scene: ProfileScene;
  /** The profile before transforms. */
  whole: CallTree;
  hidden: Hidden | undefined;
  timeRange: TimeRange;
  timeZone: TimeZone;
  /** Of the images, in CSS pixels. */
  width: number;
  act(action: ScreenAction): void;
  onClose(): void;
}

type Format = FileFormat | 'paths' | 'png' | 'svg';

const LEAST_IMAGE_WIDTH = 320;

/** What is in view, as a file or a text. */
export function ExportDialog({ profile, scene, whole, hidden, timeRange, timeZone, width, act, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const { colors, typography } = useTheme2();
  const meta = profileMeta(profile.frame);
  const unit = profile.value.config.unit ?? 'short';
  const { tree, format } = scene;
  const title = describeProfile({
    meta,
    fallback: frameName(profile.frame),
    unit,
    total: whole.total[0],
    totalRight: whole.totalRight?.[0],
    format,
    timeRange,
    timeZone,
  });
  const source: ExportSource = {
    scene,
    title,
    meta,
    unit,
    hidden,
    shape: shapeLines(scene.state.transforms, tree, format),
  };
  const graph = useGraphScene(scene, Math.max(LEAST_IMAGE_WIDTH, width), 0, NONE);
  const image: ImageSource = {
    graph,
    lines: aboutLines(source),
    font: `13px ${typography.fontFamily}`,
    color: colors.text.primary,
    background: colors.background.primary,
  };
  const [running, setRunning] = useState<Format>();
  const [problem, setProblem] = useState<string>();

  const run = async (format: Format) => {
    setRunning(format);
    setProblem(undefined);
    try {
      const text = format === 'paths' ? await copied(source) : saved(await fileOf(format, source, image));
      act({ type: 'announce', text });
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setRunning(undefined);
    }
  };

  return (
    <Modal isOpen title={t('panel.export.title', 'Export')} onDismiss={onClose} closeOnBackdropClick>
      <ul className={styles.about} data-testid="hotpath-export-about">
        {aboutLines(source).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {problem !== undefined && (
        <Alert severity="error" title={t('panel.export.failed', 'Not exported')}>
          {problem}
        </Alert>
      )}
      <ul className={styles.formats}>
        {formats().map(({ format, icon, name, use, verb }) => (
          <li key={format} className={styles.format}>
            <Icon name={icon} size="lg" />
            <div className={styles.text}>
              <div>{name}</div>
              <div className={styles.use}>{use}</div>
            </div>
            <Button
              variant="secondary"
              size="sm"
              aria-label={`${verb}: ${name}`}
              icon={running === format ? 'spinner' : undefined}
              disabled={running !== undefined}
              onClick={() => void run(format)}
            >
              {verb}
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles.use}>
        {t('panel.export.local', 'Files are made in your browser; nothing is sent anywhere.')}
      </p>
    </Modal>
  );
}

async function copied(source: ExportSource): Promise<string> {
  if (!(await copyText(await pathsText(source)))) {
    throw new Error(t('panel.menu.not-copied', 'The browser blocked access to the clipboard'));
  }
  return t('panel.menu.copied', 'Copied to the clipboard');
}

async function fileOf(
  format: Exclude<Format, 'paths'>,
  source: ExportSource,
  image: ImageSource
): Promise<ExportedFile> {
  switch (format) {
    case 'png':
      return { name: `${fileName(source)}.png`, content: await pngImage(image) };
    case 'svg':
      return { name: `${fileName(source)}.svg`, content: svgImage(image) };
    default:
      return exportFile(format, source);
  }
}

function saved(file: ExportedFile): string {
  saveFile(file);
  return t('panel.export.saved', 'Saved {{name}}', { name: file.name });
}

interface FormatText {
  format: Format;
  icon: IconName;
  name: string;
  use: string;
  verb: string;
}

function formats(): FormatText[] {
  const save = t('panel.export.save', 'Save');
  return [
    {
      format: 'paths',
      icon: 'comment-alt',
      name: t('panel.export.paths-name', 'Heaviest paths as text'),
      use: t('panel.export.paths-use', 'To paste into a chat or an incident.'),
      verb: t('panel.export.copy', 'Copy'),
    },
    {
      format: 'png',
      icon: 'camera',
      name: t('panel.export.png-name', 'Image (PNG)'),
      use: t('panel.export.png-use', 'The flame graph as it is zoomed, all of its rows.'),
      verb: save,
    },
    {
      format: 'svg',
      icon: 'apps',
      name: t('panel.export.svg-name', 'Image (SVG)'),
      use: t('panel.export.svg-use', 'The same, sharp at every size.'),
      verb: save,
    },
    {
      format: 'csv',
      icon: 'table',
      name: t('panel.export.csv-name', 'Functions (CSV)'),
      use: t('panel.export.csv-use', 'Self and total of each function, for a spreadsheet.'),
      verb: save,
    },
    {
      format: 'pprof',
      icon: 'file-alt',
      name: t('panel.export.pprof-name', 'pprof'),
      use: t('panel.export.pprof-use', 'For go tool pprof and whatever else reads it.'),
      verb: save,
    },
    {
      format: 'speedscope',
      icon: 'gf-bar-alignment-before',
      name: t('panel.export.speedscope-name', 'speedscope (JSON)'),
      use: t('panel.export.speedscope-use', 'Opens at speedscope.app.'),
      verb: save,
    },
    {
      format: 'folded',
      icon: 'layers-alt',
      name: t('panel.export.folded-name', 'Folded stacks'),
      use: t('panel.export.folded-use', 'A stack a line, for flamegraph.pl and scripts.'),
      verb: save,
    },
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  about: css({ listStyle: 'none', margin: theme.spacing(0, 0, 2) }),
  formats: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  format: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(2) }),
  text: css({ flex: '1 1 auto', minWidth: 0 }),
  use: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
