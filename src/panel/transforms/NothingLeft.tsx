import React from 'react';
import { t } from '../../wording/t';
import { Message } from '../messages/Message';
import type { ScreenAction } from '../view/scene';

interface Props {
  act(action: ScreenAction): void;
}

/** Stands where the transforms leave nothing to show. */
export function NothingLeft({ act }: Props) {
  return (
    <Message
      kind="empty"
      title={t('panel.transforms.nothing', 'The transforms hide the whole profile')}
      remedy={t('panel.transforms.nothing-help', 'Switch one off, change what it looks for, or remove it.')}
      action={{
        label: t('panel.transforms.clear', 'Clear all'),
        run: () => act({ type: 'transforms', transforms: [] }),
      }}
    />
  );
}
