import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A text as the code has it: English, and where. */
export interface SourceText {
  english: string;
  /** Path below the folder that was read. */
  file: string;
}

export interface SourceTexts {
  texts: ReadonlyMap<string, SourceText>;
  /** What no translation could be found for, a sentence each: a key or text that is computed, one key with two texts. */
  problems: string[];
}

/** Every text below `folder`: the calls `t(key, text)` and the elements `<Trans i18nKey="key">text</Trans>`. */
export function sourceTexts(folder: string): SourceTexts {
  const texts = new Map<string, SourceText>();
  const problems: string[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.replaceAll('\\', '/');
    if (!/\.tsx?$/.test(file) || /\.test\.tsx?$|(?:^|\/)testing\//.test(file)) {
      continue;
    }
    const source = ts.createSourceFile(file, readFileSync(join(folder, path), 'utf8'), ts.ScriptTarget.Latest);
    const add = (node: ts.Node, key: string | undefined, english: string | undefined) => {
      const where = `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
      if (key === undefined || english === undefined) {
        problems.push(`${where}: key and text must be written out.`);
        return;
      }
      const known = texts.get(key);
      if (known && known.english !== english) {
        problems.push(`${where}: ${key} has another text in ${known.file}.`);
      }
      texts.set(key, { english, file });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
        add(node, literal(node.arguments[0]), literal(node.arguments[1]));
      } else if (ts.isJsxElement(node) && tagOf(node.openingElement) === 'Trans') {
        add(node, keyOf(node.openingElement), elementText(node));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts, problems };
}

/** The names in `{{name}}`, in order of name. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
}

function literal(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function tagOf({ tagName }: ts.JsxOpeningElement): string | undefined {
  return ts.isIdentifier(tagName) ? tagName.text : undefined;
}

function keyOf({ attributes }: ts.JsxOpeningElement): string | undefined {
  const attribute = attributes.properties.find(
    (one): one is ts.JsxAttribute => ts.isJsxAttribute(one) && ts.isIdentifier(one.name) && one.name.text === 'i18nKey'
  );
  return literal(attribute?.initializer);
}

/** Lines are joined as JSX joins them; undefined where there are elements in the text. */
function elementText({ children }: ts.JsxElement): string | undefined {
  const lines = children.filter(ts.isJsxText);
  return lines.length === children.length
    ? lines
        .map(({ text }) => text)
        .join('')
        .trim()
        .replace(/\s*\n\s*/g, ' ')
    : undefined;
}
