import { t } from '../../wording/t';
import type { ScreenAction } from '../view/scene';
import { copyText } from './copyText';

/** Puts a text on the clipboard and tells a screen reader what came of it. */
export function copyAndTell(text: string, act: (action: ScreenAction) => void): void {
  void copyText(text).then((copied) =>
    act({
      type: 'announce',
      text: copied
        ? t('panel.menu.copied', 'Copied to the clipboard')
        : t('panel.menu.not-copied', 'The browser blocked access to the clipboard'),
    })
  );
}
