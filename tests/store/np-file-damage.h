/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TEST_PAGE 4096

/* Each does to a file of several pages what a disk or a program does to it. */
void test_damage_cut (GByteArray *file, GRand *rand);
void test_damage_cut_pages (GByteArray *file, GRand *rand);
void test_damage_flip (GByteArray *file, GRand *rand);
void test_damage_flip_many (GByteArray *file, GRand *rand);
void test_damage_break_header (GByteArray *file, GRand *rand);
void test_damage_zero_pages (GByteArray *file, GRand *rand);
void test_damage_zero_first_page (GByteArray *file, GRand *rand);
void test_damage_swap_pages (GByteArray *file, GRand *rand);
void test_damage_spray (GByteArray *file, GRand *rand);
void test_damage_fill_at_random (GByteArray *file, GRand *rand);
void test_damage_zero_end (GByteArray *file, GRand *rand);

G_END_DECLS
