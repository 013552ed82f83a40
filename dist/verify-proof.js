import { c as emptyRoot, l as isSameHash, u as nodeHash } from "./sealed-leaf.js";

// src/core/merkle/verify-proof.ts
function isIncluded(leaf, tree, proof) {
	if (leaf.index < 0 || leaf.index >= tree.size) return false;
	let position = leaf.index;
	let last = tree.size - 1;
	let root = leaf.hash;
	for (const hash of proof) {
		if (last === 0) return false;
		if (isOdd(position) || position === last) {
			root = nodeHash(hash, root);
			while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
		} else root = nodeHash(root, hash);
		[position, last] = [half(position), half(last)];
	}
	return last === 0 && isSameHash(root, tree.rootHash);
}
function isConsistent(older, newer, proof) {
	if (older.size > newer.size || older.size < 0) return false;
	if (older.size === newer.size) return proof.length === 0 && isSameHash(older.rootHash, newer.rootHash);
	if (older.size === 0) return proof.length === 0 && isSameHash(older.rootHash, emptyRoot());
	const [first, ...rest] = isPowerOfTwo(older.size) ? [older.rootHash, ...proof] : proof;
	if (first === void 0) return false;
	let position = older.size - 1;
	let last = newer.size - 1;
	while (isOdd(position)) [position, last] = [half(position), half(last)];
	let olderRoot = first;
	let newerRoot = first;
	for (const hash of rest) {
		if (last === 0) return false;
		if (isOdd(position) || position === last) {
			olderRoot = nodeHash(hash, olderRoot);
			newerRoot = nodeHash(hash, newerRoot);
			while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
		} else newerRoot = nodeHash(newerRoot, hash);
		[position, last] = [half(position), half(last)];
	}
	return last === 0 && isSameHash(olderRoot, older.rootHash) && isSameHash(newerRoot, newer.rootHash);
}
function isOdd(number) {
	return number % 2 === 1;
}
function half(number) {
	return Math.floor(number / 2);
}
function isPowerOfTwo(number) {
	let power = 1;
	while (power < number) power *= 2;
	return power === number;
}

export { isIncluded as n, isConsistent as t };