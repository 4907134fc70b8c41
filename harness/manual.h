// Manual pages, in roff for man(1), made of what the commands say of
// themselves: the same words as their --help.
#pragma once

#include "harness/command.h"
#include "nets/base/text.h"

// quadrille(1): all commands, and what they have in common.
void manual_program(Text *page);
// quadrille-COMMAND(1).
void manual_command(const Command *command, const Option *options, Text *page);
