/*
 * What the service does: a checkout that prices a cart and renders a receipt. Every fourth cart is priced the slow way.
 */

export function priceCart(lines: number): number {
  let total = 0;
  for (let line = 0; line < lines; line++) {
    total += priceLine(line);
  }
  return total;
}

/** Compiles its rules for each line, which nobody would on purpose. */
export function priceCartSlowly(lines: number): number {
  let total = 0;
  for (let line = 0; line < lines; line++) {
    total += priceLine(line) * discountOf(line);
  }
  return total;
}

function priceLine(line: number): number {
  let price = line + 1;
  for (let step = 0; step < 2000; step++) {
    price = (price * 31 + step) % 9973;
  }
  return price;
}

function discountOf(line: number): number {
  return compileRules(line).filter((rule) => rule.test(`item-${line}`)).length;
}

function compileRules(line: number): RegExp[] {
  return Array.from({ length: 60 }, (_, at) => new RegExp(`^item-(${at}|${line + at}|[a-f]{2,}${at})$`));
}

export function renderReceipt(lines: number): string {
  let html = '';
  for (let line = 0; line < lines * 20; line++) {
    html += `<tr><td>${line}</td><td>${(line * 7919) % 1009}</td></tr>`;
  }
  return html.slice(0, 100);
}
