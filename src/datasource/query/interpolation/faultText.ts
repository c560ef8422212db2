import type { ErrorText } from '../../../wording/errorSentence';
import { t } from '../../../wording/t';
import type { Fault } from './fault';
import { MOST_TEXTS } from './variableValue';

const MOST_SHOWN = 200;

/** What keeps a query from being asked, and what to do about it. */
export function faultText(fault: Fault): ErrorText {
  if (fault.reason === 'filter-operator') {
    return {
      title: t('datasource.fault.operator.title', 'The filter “{{filter}}” cannot be applied to profiles.', {
        filter: fault.filter,
      }),
      remedy: t('datasource.fault.operator.remedy', 'Labels are compared with =, !=, =~ or !~: choose one of these.'),
    };
  }
  if (fault.reason === 'unread') {
    return unreadText(fault);
  }
  const { variable, reason } = fault;
  const field = fieldName(fault.field);
  switch (reason) {
    case 'empty':
      return {
        title: t('datasource.fault.empty.title', 'The variable {{variable}} in {{field}} has no value.', {
          variable,
          field,
        }),
        remedy: t(
          'datasource.fault.empty.remedy',
          'Choose a value for it, check the query that fills it, or remove it from this query.'
        ),
      };
    case 'unknown':
      return {
        title: t('datasource.fault.unknown.title', 'Variable {{variable}} not found. It is used in {{field}}.', {
          variable,
          field,
        }),
        remedy: t(
          'datasource.fault.unknown.remedy',
          'Variables belong to a dashboard: add one of this name in the dashboard’s settings, or enter the value itself.'
        ),
      };
    case 'several':
      return {
        title: t(
          'datasource.fault.several.title',
          'The variable {{variable}} has several values; {{field}} takes one.',
          {
            variable,
            field,
          }
        ),
        remedy: t(
          'datasource.fault.several.remedy',
          'Choose a single value, or turn off “Multi-value” and “Include All” for the variable.'
        ),
      };
    case 'too-many':
      return {
        title: t(
          'datasource.fault.too-many.title',
          'The values of {{variable}} in {{field}} make more than {{most}} combinations.',
          { variable, field, most: MOST_TEXTS }
        ),
        remedy: t(
          'datasource.fault.too-many.remedy',
          'Choose fewer values, or use variables with several values once in each entry.'
        ),
      };
  }
}

/** Nothing else is asked in place of a question that cannot be read. */
function unreadText({ field, text }: { field: string; text: string }): ErrorText {
  const example = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name="…"}';
  return {
    title:
      text === ''
        ? t('datasource.fault.unread.empty', 'This query has its question in the field “{{field}}”, which is empty.', {
            field,
          })
        : t(
            'datasource.fault.unread.title',
            'This query cannot be read: its field “{{field}}” is not a profile type with a label selector.',
            { field }
          ),
    remedy: t(
      'datasource.fault.unread.remedy',
      'Nothing was queried. In the link or saved query, set profileTypeId and labelSelector, or write {{example}}. To query something else, choose a service in the query editor.',
      { example }
    ),
    ...(text === '' ? {} : { detail: text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text }),
  };
}

function fieldName(field: string): string {
  switch (field) {
    case 'labelSelector':
      return t('datasource.field.label-selector', 'the label selector');
    case 'profileTypeId':
      return t('datasource.field.profile-type', 'the profile type');
    case 'groupBy':
      return t('datasource.field.group-by', '“Group by”');
    case 'maxNodes':
      return t('datasource.field.max-nodes', '“Max nodes”');
    case 'limit':
      return t('datasource.field.limit', '“Limit”');
    case 'profileIdSelector':
      return t('datasource.field.profile-ids', 'the profile IDs');
    case 'stackTraceSelector':
      return t('datasource.field.call-site', 'the call site');
    default:
      return field;
  }
}
