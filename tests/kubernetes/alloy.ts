/** A block of Alloy's configuration: `discovery.kubernetes "node" { … }`. Lines are counted from 1. */
export interface AlloyBlock {
  name: string;
  label?: string;
  line: number;
  attributes: Array<{ name: string; line: number; references: string[] }>;
  blocks: AlloyBlock[];
}

interface Token {
  kind: 'name' | 'string' | 'number' | 'sign' | 'newline' | 'end';
  text: string;
  line: number;
}

const TOKEN =
  /(?<space>[ \t\r]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<newline>\n)|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>==|!=|<=|>=|&&|\|\||[-+*/%^<>!=(){}[\],.])/y;
const OPERATORS = new Set(['+', '-', '*', '/', '%', '^', '==', '!=', '<', '>', '<=', '>=', '&&', '||']);

/** Reads what Alloy's grammar allows; throws with the line of what it does not. */
export function parseAlloy(text: string): AlloyBlock[] {
  const parser = new Parser(tokensOf(text));
  return parser.body('end').blocks;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      throw new Error(`line ${line}: ${JSON.stringify(text[at])} is not of Alloy's grammar`);
    }
    const [kind, value] = Object.entries(match.groups!).find(([, found]) => found !== undefined)!;
    if (kind !== 'space') {
      tokens.push({ kind: kind as Token['kind'], text: value, line });
    }
    line += value.split('\n').length - 1;
  }
  return [...tokens, { kind: 'newline', text: '\n', line }, { kind: 'end', text: 'the end', line }];
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  body(until: 'end' | '}'): Pick<AlloyBlock, 'attributes' | 'blocks'> {
    const body: Pick<AlloyBlock, 'attributes' | 'blocks'> = { attributes: [], blocks: [] };
    for (;;) {
      this.newlines();
      const { kind, text } = this.tokens[this.at];
      if (until === 'end' ? kind === 'end' : text === '}') {
        return body;
      }
      this.statement(body);
      const { text: after } = this.tokens[this.at];
      if (after !== '\n' && after !== until) {
        this.fail('a new line');
      }
    }
  }

  private statement(body: Pick<AlloyBlock, 'attributes' | 'blocks'>): void {
    const { line } = this.tokens[this.at];
    const parts = [this.take('name', 'a name')];
    while (this.skip('.')) {
      parts.push(this.take('name', 'a name'));
    }
    const name = parts.join('.');
    if (parts.length === 1 && this.skip('=')) {
      body.attributes.push({ name, line, references: this.expression() });
      return;
    }
    const label = this.tokens[this.at].kind === 'string' ? this.take('string', 'a label').slice(1, -1) : undefined;
    this.expect('{');
    const inside = this.body('}');
    this.expect('}');
    body.blocks.push({ name, label, line, ...inside });
  }

  /** Answers the names that it refers to, such as `discovery.kubernetes.node.targets`. */
  private expression(): string[] {
    const references = this.operand();
    while (OPERATORS.has(this.tokens[this.at].text)) {
      this.at++;
      this.newlines();
      references.push(...this.operand());
    }
    return references;
  }

  private operand(): string[] {
    const token = this.tokens[this.at];
    if (token.text === '-' || token.text === '!') {
      this.at++;
      return this.operand();
    }
    if (token.kind === 'string' || token.kind === 'number') {
      this.at++;
      return [];
    }
    if (this.skip('[')) {
      return this.list(']', () => this.expression());
    }
    if (this.skip('{')) {
      return this.list('}', () => {
        this.take(this.tokens[this.at].kind === 'string' ? 'string' : 'name', 'a key');
        this.expect('=');
        return this.expression();
      });
    }
    if (this.skip('(')) {
      const inside = this.expression();
      this.expect(')');
      return inside;
    }
    return this.reference();
  }

  private reference(): string[] {
    let name = this.take('name', 'a value');
    const references: string[] = [];
    let called = false;
    for (;;) {
      if (this.skip('.')) {
        name += `.${this.take('name', 'a name')}`;
      } else if (this.skip('(')) {
        called = true;
        references.push(...this.list(')', () => this.expression()));
      } else if (this.skip('[')) {
        references.push(...this.expression());
        this.expect(']');
      } else {
        break;
      }
    }
    return called || ['true', 'false', 'null'].includes(name) ? references : [name, ...references];
  }

  private list(end: string, item: () => string[]): string[] {
    const references: string[] = [];
    this.newlines();
    while (!this.skip(end)) {
      references.push(...item());
      const more = this.skip(',');
      this.newlines();
      if (!more) {
        this.expect(end);
        break;
      }
    }
    return references;
  }

  private newlines(): void {
    while (this.tokens[this.at].kind === 'newline') {
      this.at++;
    }
  }

  private skip(text: string): boolean {
    const found = this.tokens[this.at].kind === 'sign' && this.tokens[this.at].text === text;
    this.at += found ? 1 : 0;
    return found;
  }

  private expect(text: string): void {
    if (!this.skip(text)) {
      this.fail(text);
    }
  }

  private take(kind: Token['kind'], what: string): string {
    const token = this.tokens[this.at];
    if (token.kind !== kind) {
      this.fail(what);
    }
    this.at++;
    return token.text;
  }

  private fail(wanted: string): never {
    const { line, text } = this.tokens[this.at];
    throw new Error(`line ${line}: expected ${wanted}, found ${JSON.stringify(text)}`);
  }
}
