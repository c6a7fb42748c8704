//go:build tools

// Package h2spec names the version of h2spec that tests run: go.mod and go.sum pin it, with all that it needs.
package h2spec

import _ "github.com/summerwind/h2spec/cmd/h2spec"
