// Command checkpoint-checker holds what Doorlog writes against the libraries that Go's own checksum database and the
// transparency logs of others are made with.
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/transparency-dev/formats/log"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("name a command")
	}
	switch command, rest := args[0], args[1:]; {
	case command == "new-key" && len(rest) == 1:
		return newKey(rest[0])
	case command == "checkpoint" && len(rest) == 2:
		checkpoint, err := openFile(rest[0], rest[1])
		if err != nil {
			return err
		}
		fmt.Printf("%s %d %s\n", checkpoint.Origin, checkpoint.Size, base64.StdEncoding.EncodeToString(checkpoint.Hash))
		return nil
	case command == "inclusion" && len(rest) == 3:
		return inclusion(rest[0], rest[1], rest[2])
	case command == "consistency" && len(rest) == 3:
		return consistency(rest[0], rest[1], rest[2])
	}
	return errors.New("no such command, or the wrong number of arguments")
}

// newKey prints a private and a public key.
func newKey(name string) error {
	skey, vkey, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%s\n", skey, vkey)
	return nil
}

// open parses a checkpoint that is signed by a key of the log's own name.
func open(vkey string, text []byte) (*log.Checkpoint, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	if _, err := note.Open(text, note.VerifierList(verifier)); err != nil {
		return nil, err
	}
	checkpoint, rest, _, err := log.ParseCheckpoint(text, verifier.Name(), verifier)
	if err != nil {
		return nil, err
	}
	if len(rest) > 0 {
		return nil, errors.New("the checkpoint has extension lines")
	}
	return checkpoint, nil
}

func openFile(vkey, path string) (*log.Checkpoint, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return open(vkey, text)
}

// split takes a proof apart: the lines above the first empty one, and the checkpoint below it.
func split(path string) ([]string, []byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	head, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		return nil, nil, errors.New("the proof has no checkpoint")
	}
	return strings.Split(string(head), "\n"), checkpoint, nil
}

func hashes(lines []string) ([][]byte, error) {
	var all [][]byte
	for _, line := range lines {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			return nil, err
		}
		all = append(all, hash)
	}
	return all, nil
}

// inclusion checks a proof in the form of c2sp.org/tlog-proof against the data of its leaf, given in a file.
func inclusion(vkey, proofFile, leafFile string) error {
	lines, text, err := split(proofFile)
	if err != nil {
		return err
	}
	leaf, err := os.ReadFile(leafFile)
	if err != nil {
		return err
	}
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("no tlog-proof")
	}
	lines = lines[1:]
	if extra, found := strings.CutPrefix(lines[0], "extra "); found {
		told, err := base64.StdEncoding.DecodeString(extra)
		if err != nil || !bytes.Equal(told, leaf) {
			return errors.New("the proof tells another leaf")
		}
		lines = lines[1:]
	}
	number, found := strings.CutPrefix(lines[0], "index ")
	if !found {
		return errors.New("the proof has no index")
	}
	index, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return err
	}
	path, err := hashes(lines[1:])
	if err != nil {
		return err
	}
	checkpoint, err := open(vkey, text)
	if err != nil {
		return err
	}
	hasher := rfc6962.DefaultHasher
	return proof.VerifyInclusion(hasher, index, checkpoint.Size, hasher.HashLeaf(leaf), path, checkpoint.Hash)
}

// consistency checks a proof in the form of c2sp.org/tlog-witness against an older checkpoint.
func consistency(vkey, olderFile, proofFile string) error {
	older, err := openFile(vkey, olderFile)
	if err != nil {
		return err
	}
	lines, text, err := split(proofFile)
	if err != nil {
		return err
	}
	if lines[0] != fmt.Sprintf("old %d", older.Size) {
		return errors.New("the proof starts from another size")
	}
	path, err := hashes(lines[1:])
	if err != nil {
		return err
	}
	newer, err := open(vkey, text)
	if err != nil {
		return err
	}
	return proof.VerifyConsistency(rfc6962.DefaultHasher, older.Size, newer.Size, path, older.Hash, newer.Hash)
}
