import React from 'react';
import { Message, type MessageText } from './Message';
import * as messages from './messages';

/** A message that fills the panel, its words fetched with it. */
export function PanelMessage({ say }: { say(texts: typeof messages): MessageText }) {
  return <Message {...say(messages)} />;
}
