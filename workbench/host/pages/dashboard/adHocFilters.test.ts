import { filterFromAddress, filterToAddress, isComplete } from './adHocFilters';

it.each([
  [{ key: 'service_name', operator: '=', value: 'cart' }, 'service_name|=|cart'],
  [{ key: 'path', operator: '=~', value: 'a|b' }, 'path|=~|a__gfp__b'],
  [{ key: 'region', operator: '=|', value: 'eu', values: ['eu', 'us'] }, 'region|=__gfp__|eu|us'],
])('writes a filter into an address and reads it back', (filter, address) => {
  expect(filterToAddress(filter)).toBe(address);
  expect(filterFromAddress(address)).toEqual(filter);
});

it('reads nothing from what is no filter', () => {
  expect(filterFromAddress('service_name')).toBeUndefined();
  expect(filterFromAddress('')).toBeUndefined();
});

it('leaves out filters that are not finished', () => {
  expect(isComplete({ key: 'a', operator: '=', value: '' })).toBe(false);
  expect(isComplete({ key: 'a', operator: '=', value: 'b' })).toBe(true);
});
