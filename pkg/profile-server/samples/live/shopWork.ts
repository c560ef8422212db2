import { createHash } from 'node:crypto';

interface Product {
  id: number;
  name: string;
  tags: string[];
  cents: number;
}

const WORDS = [
  'amber',
  'birch',
  'coral',
  'delta',
  'ember',
  'fjord',
  'grain',
  'heath',
  'ivory',
  'juniper',
  'kelp',
  'lumen',
];

function product(id: number): Product {
  const word = (shift: number) => WORDS[(id * 7 + shift) % WORDS.length];
  return { id, name: `${word(0)} ${word(3)} ${id}`, tags: [word(1), word(5), word(8)], cents: (id * 7919) % 20_000 };
}

const CATALOGUE = Array.from({ length: 400 }, (_, id) => product(id));

export function rankByTerms(terms: string[]): Product[] {
  const scored = CATALOGUE.map((one) => ({ one, score: scoreOf(one, terms) }));
  return scored.sort((a, b) => b.score - a.score || a.one.id - b.one.id).map(({ one }) => one);
}

function scoreOf({ name, tags }: Product, terms: string[]): number {
  let score = 0;
  for (const term of terms) {
    score += new RegExp(`\\b${term}`).test(name) ? 3 : 0;
    score += tags.includes(term) ? 1 : 0;
  }
  return score;
}

export function renderPage(products: Product[]): string {
  return products.map(renderRow).join('\n');
}

function renderRow({ id, name, tags, cents }: Product): string {
  return `<tr><td>${id}</td><td>${escapeHtml(name)}</td><td>${tags.map(escapeHtml).join(', ')}</td><td>${(cents / 100).toFixed(2)}</td></tr>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function priceCart(items: number): string {
  const cart = CATALOGUE.slice(0, items).map((one) => ({ ...one, cents: withTax(one.cents) }));
  const receipt = JSON.stringify({ cart, cents: cart.reduce((sum, { cents }) => sum + cents, 0) });
  return signReceipt(receipt, 40);
}

function withTax(cents: number): number {
  return Math.round(cents * 1.24);
}

function signReceipt(receipt: string, rounds: number): string {
  let signature = receipt;
  for (let round = 0; round < rounds; round++) {
    signature = createHash('sha256').update(signature).update(receipt).digest('hex');
  }
  return signature;
}

/** The search word of the moment. */
export function termAt(tick: number): string {
  return WORDS[tick % WORDS.length];
}
