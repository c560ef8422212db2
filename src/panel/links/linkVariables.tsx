import React from 'react';
import {
  VariableOrigin,
  type FieldConfigOptionsRegistry,
  type StandardEditorProps,
  type VariableSuggestion,
} from '@grafana/data';
import { t } from '../../wording/t';

type Editor = React.ComponentType<StandardEditorProps>;

/** Editors that offer our variables already. */
const offering = new WeakSet<Editor>();

/**
 * Has the editor of data links offer what we know of a function beside Grafana's own variables. It has to be the
 * panel's own copy of Grafana's setting: other panels know none of these.
 */
export function offerLinkVariables(fields: FieldConfigOptionsRegistry): void {
  const links = fields.getIfExists('links');
  if (links && !offering.has(links.editor)) {
    links.editor = withOurs(links.editor);
    links.override = withOurs(links.override);
  }
}

function withOurs(Grafanas: Editor): Editor {
  function LinksEditor(props: StandardEditorProps) {
    const { context } = props;
    const getSuggestions: typeof context.getSuggestions = (scope) => [
      ...variables(),
      ...(context.getSuggestions?.(scope) ?? []),
    ];
    return <Grafanas {...props} context={{ ...context, getSuggestions }} />;
  }
  offering.add(LinksEditor);
  return LinksEditor;
}

function variables(): VariableSuggestion[] {
  const origin = VariableOrigin.Field;
  return [
    {
      ...{ origin, value: '__frame.function', label: t('panel.links.function', 'Function') },
      documentation: t('panel.links.function-help', 'Full name of the function'),
    },
    {
      ...{ origin, value: '__frame.file', label: t('panel.links.file', 'File') },
      documentation: t('panel.links.file-help', 'File of the function, once its details were opened'),
    },
    {
      ...{ origin, value: '__frame.line', label: t('panel.links.line', 'Line') },
      documentation: t('panel.links.line-help', 'Line where the function begins, once its details were opened'),
    },
    {
      ...{ origin, value: '__frame.labels.service_name', label: t('panel.links.label', 'Label service_name') },
      documentation: t('panel.links.label-help', 'Or any other label, where all that is shown has one value of it'),
    },
  ];
}
