import { stem } from "../language/stem";

/** Kinds of things that word problems like to count, so that apples and oranges are fruits and pencils are not. */
const MEMBERS: Readonly<Record<string, string>> = {
  fruit:
    "apple orange banana pear grape cherry plum peach mango melon lemon lime kiwi strawberry raspberry blueberry berry fig apricot pineapple watermelon date papaya grapefruit nectarine clementine mandarin tangerine",
  vegetable:
    "carrot potato tomato onion cabbage pepper cucumber pea bean leek beet lettuce pumpkin radish turnip spinach broccoli cauliflower courgette zucchini aubergine eggplant",
  animal:
    "dog cat cow horse sheep goat pig hen chicken duck rabbit hamster parrot fish bird goose donkey mouse lion tiger elephant monkey turtle frog bee kitten puppy lamb",
  pet: "dog cat rabbit hamster parrot fish bird turtle mouse kitten puppy goldfish",
  bird: "hen chicken duck parrot goose swan owl sparrow pigeon canary eagle",
  flower: "rose tulip daisy lily daffodil violet sunflower orchid carnation poppy",
  drink: "coffee tea juice water milk lemonade cola beer wine soda",
  vehicle: "car bus truck bike bicycle motorcycle van tram train boat lorry scooter",
  tool: "hammer saw screwdriver wrench drill plier chisel axe spade shovel rake",
  toy: "doll ball puzzle kite marble block robot teddy car train",
  furniture: "chair table sofa bed desk lamp shelf bench stool cupboard wardrobe",
  stationery: "pen pencil eraser ruler notebook crayon marker sharpener",
  clothe: "shirt hat sock shoe coat scarf glove dress skirt jacket trouser jumper",
  coin: "penny dime nickel quarter cent",
  cake: "muffin cupcake brownie cookie biscuit scone tart",
  tree: "oak pine birch maple willow elm beech fir spruce cedar",
};

const BY_KIND = new Map(
  Object.entries(MEMBERS).map(([kind, members]) => [stem(kind), new Set(members.split(" ").map(stem))] as const),
);

/** Whether `word` names a kind of things that is known here. */
export function isKind(word: string): boolean {
  return BY_KIND.has(stem(word));
}

/** Whether a thing is of a kind: apples are fruits. */
export function isOfKind(thing: string, kind: string): boolean {
  return BY_KIND.get(stem(kind))?.has(stem(thing)) === true;
}
