import { menuRoom } from './menuRoom';

it('leaves a menu where it is in a wide window, with long names', () => {
  expect(menuRoom(1400, 1500)).toEqual({ x: 1400, columns: 89 });
});

it('moves it to where all of it is in a narrow one, with names that fit', () => {
  expect(menuRoom(230, 420)).toEqual({ x: 100, columns: 36 });
  expect(menuRoom(40, 420).x).toBe(40);
});

it('begins at the edge of a window that is narrower than a menu', () => {
  expect(menuRoom(200, 300)).toEqual({ x: 0, columns: 33 });
});
